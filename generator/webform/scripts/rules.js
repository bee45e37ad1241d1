// @ts-check
'use strict';
/* The closed vocabulary of checks over the rules that `data/forms.json` publishes: the twin of
 * generator/forms/definitions/rules.py, which says what each check means. Same findings, same words. */

/** @typedef {{ operator: string, value: number[], words: string }} Limit */
/** @typedef {{ pattern?: string, states?: string[], state?: string, tolerance?: number, limit?: Limit,
 *   limits?: Record<string, Limit>, equals?: number | string }} Params */
/** @typedef {{ id: string, check: string, fields: string[], params: Params, message: string, severity: string }} Rule */
/** @typedef {{ name: string, label: string, type: string, required: boolean, item: string | null,
 *   options: { state: string, label: string }[], max_length?: number }} Question */
/** @typedef {{ id: string, fields: Question[], rules: Rule[] }} FormRecord  an entry of `forms` in forms.json */
/** @typedef {{ field: string, value: string, expected: string }} Fault */
/** @typedef {{ rule: string, field: string, fields: string[], message: string, severity: string }} Violation
 * `field` is the one to look at, `fields` begins with it and names those that it is held against */

/** Checks that look at one field at a time; the others hold the fields of a rule against each other. */
const SINGLE = new Set(['required', 'options', 'max-length', 'integer', 'percent', 'date', 'pattern']);

/** What was answered, for rules to ask. */
class Answers {
  /** @param {Question[]} questions @param {Readonly<Record<string, string>>} values */
  constructor(questions, values) {
    this.questions = new Map(questions.map((question) => [question.name, question]));
    this.values = values;
  }

  /** @param {string} name */
  text(name) {
    const value = this.values[name];
    return typeof value === 'string' ? stripped(value) : '';
  }

  /** @param {string} name */
  number(name) {
    return readNumber(this.text(name));
  }

  /** All numbers, or nothing unless every one is answered with a number. @param {string[]} names */
  numbers(names) {
    /** @type {number[]} */ const found = [];
    for (const name of names) {
      const number = this.number(name);
      if (number === null) return [];
      found.push(number);
    }
    return found;
  }
}

/** The fields of a rule whose answer is wrong; an unanswered one never is.
 * @param {Rule} rule @param {Answers} answers @param {(text: string, name: string) => boolean} wrong */
function each(rule, answers, wrong) {
  return rule.fields
    .map((field) => ({ field, value: answers.text(field), expected: '' }))
    .filter(({ field, value }) => value && wrong(value, field));
}

/** @param {string} field @param {string} [value] @param {string} [expected] @returns {Fault[]} */
function fault(field, value = '', expected = '') {
  return [{ field, value, expected }];
}

/** @type {Record<string, (rule: Rule, answers: Answers) => Fault[]>} */
const CHECKS = {
  required: (rule, answers) => rule.fields.filter((name) => !answers.text(name)).flatMap((name) => fault(name)),
  options: (rule, answers) => each(rule, answers, (text, name) => {
    const question = answers.questions.get(name);
    return !!question && !question.options.some(({ state }) => state === text);
  }),
  'max-length': (rule, answers) => rule.fields.flatMap((name) => {
    const question = answers.questions.get(name), most = (question && question.max_length) || 0;
    const length = count(answers.text(name).replace(/[\r\n]/g, ''));
    return most > 0 && length > most ? fault(name, String(length), String(most)) : [];
  }),
  integer: (rule, answers) => each(rule, answers, (text) => !Number.isInteger(readNumber(text)) || /[%％]$/.test(text)),
  percent: (rule, answers) => each(rule, answers, (text) => {
    const number = readNumber(text);
    return number === null || number > 100;
  }),
  date: (rule, answers) => each(rule, answers, (text) => readDate(text) === null),
  pattern: (rule, answers) => {
    const pattern = new RegExp(`^(?:${rule.params.pattern})$`, 'su');
    return each(rule, answers, (text) => !pattern.test(text));
  },
  'required-when': (rule, answers) => {
    const [target, condition] = rule.fields, states = rule.params.states || [];
    return states.includes(answers.text(condition)) && !answers.text(target) ? fault(target) : [];
  },
  'at-most': (rule, answers) => {
    const [low, high] = answers.numbers(rule.fields);
    return low > high ? fault(rule.fields[0], numeral(low), numeral(high)) : [];
  },
  ratio: (rule, answers) => {
    const [rate, part, whole] = answers.numbers(rule.fields), expected = (100 * part) / whole;
    if (!whole || !(Math.abs(rate - expected) > (rule.params.tolerance || 0) + 1e-9)) return [];
    return fault(rule.fields[0], numeral(rate), fixed(expected, 1));
  },
  threshold: (rule, answers) => {
    const [name, by] = rule.fields, { limit: only, limits } = rule.params;
    // a map: what was answered may be a word that every object knows, such as `constructor`
    const limit = by && limits ? new Map(Object.entries(limits)).get(answers.text(by)) : only;
    const number = answers.number(name);
    if (number === null || !limit || within(number, limit.operator, limit.value)) return [];
    return fault(name, numeral(number), limit.words);
  },
  sum: (rule, answers) => {
    const { equals } = rule.params, last = rule.fields.length - 1;
    const parts = answers.numbers(equals === undefined ? rule.fields.slice(0, -1) : rule.fields);
    const total = equals === undefined ? answers.number(rule.fields[last]) : Number(equals);
    const sum = parts.reduce((before, part) => before + part, 0);
    if (!parts.length || total === null || Math.abs(sum - total) <= 1e-9) return [];
    return fault(rule.fields[equals === undefined ? last : 0], numeral(sum), numeral(total));
  },
  count: (rule, answers) => {
    const [total, ...counted] = rule.fields, number = answers.number(total);
    const expected = counted.filter((name) => answers.text(name) === rule.params.state).length;
    return number !== null && number !== expected ? fault(total, numeral(number), String(expected)) : [];
  },
  order: (rule, answers) => {
    const [first, second] = rule.fields, earlier = readDate(answers.text(first)), later = readDate(answers.text(second));
    if (!earlier || !later) return [];
    // as exact as the less exact of the two
    const known = Math.min(earlier.filter(Boolean).length, later.filter(Boolean).length);
    const at = earlier.findIndex((part, index) => index < known && part !== later[index]);
    return at >= 0 && earlier[at] > later[at] ? fault(first, answers.text(first), answers.text(second)) : [];
  },
};

/** @param {number} number @param {string} operator @param {number[]} value */
function within(number, operator, value) {
  switch (operator) {
    case '>=': return number >= value[0];
    case '>': return number > value[0];
    case '<=': return number <= value[0];
    case '<': return number < value[0];
    case '=': return number === value[0];
    default: return value[0] <= number && number <= value[value.length - 1];
  }
}

/** Hold answers against the rules of a form (an entry of forms.json); unanswered ones are left out or empty.
 * @param {FormRecord} form @param {Readonly<Record<string, string>>} values @returns {Violation[]} */
function evaluate(form, values) {
  const answers = new Answers(form.fields, values);
  return form.rules.flatMap((rule) => CHECKS[rule.check](rule, answers).map(({ field, value, expected }) => {
    const question = answers.questions.get(field);
    /** @type {Record<string, string>} */
    const filled = { label: question ? question.label : field, value, expected };
    const message = rule.message.replace(/\{(label|value|expected)\}/g, (_, key) => filled[key]);
    const others = SINGLE.has(rule.check) ? [] : rule.fields.filter((name) => name !== field);
    return { rule: rule.id, field, fields: [field, ...others], message, severity: rule.severity };
  }));
}
