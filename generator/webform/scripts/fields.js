// @ts-check
'use strict';
/* The fields of a form: those that `/Fields` leads to and those that only a page shows (ISO 32000-1, 12.7.3), with
 * what each of them says. The rules are those of generator/returns/reading/fieldtree.py and answers.py: what is
 * shown counts, then what is stored. */

const FLAG = { readOnly: 1, required: 1 << 1, multiline: 1 << 12, radio: 1 << 15, push: 1 << 16 };

/** @typedef {{ number: number, dict: PdfDict }} Widget  number 0: written inside another object */
/** @typedef {{ name: string, type: string, flags: number, number: number, chain: PdfDict[], widgets: Widget[],
 *   states: string[] }} Found  `chain`: the field's own dictionary and those above it, from below */

/** @param {PdfFile} file @returns {Map<string, Found>} */
function readFields(file) {
  /** @type {Map<string, Found>} */ const fields = new Map();
  const form = file.dict(file.dict(file.trailer.get('Root')).get('AcroForm')), reached = new Set();
  /** @type {{ node: PdfValue, above: PdfDict[], depth: number }[]} */
  const stack = file.array(form.get('Fields')).map((node) => ({ node, above: [], depth: 0 })).reverse();
  for (let visits = 0; stack.length; visits++) {
    const { node, above, depth } = /** @type {typeof stack[0]} */ (stack.pop());
    if (visits > LIMITS.fields * 8 || depth > LIMITS.depth) throw new Refused('too-complex');
    const dict = file.get(node), number = node instanceof PdfRef ? node.number : 0;
    if (!(dict instanceof Map) || (number && reached.has(number))) continue;
    if (number) reached.add(number);
    const chain = [dict, ...above], kids = dict.has('Kids') ? file.array(dict.get('Kids')) : [];
    visits += kids.length;
    if (stack.length + kids.length > LIMITS.fields * 4) throw new Refused('too-complex');
    if (kids.some((kid) => file.dict(kid).has('T'))) {
      stack.push(...kids.map((kid) => ({ node: kid, above: chain, depth: depth + 1 })).reverse());
      continue;
    }
    const widgets = kids.length ? kids : [node];
    for (const kid of kids) if (kid instanceof PdfRef) reached.add(kid.number);
    addField(file, fields, chain, number, widgets);
  }
  for (const widget of pageWidgets(file, reached)) addField(file, fields, upwards(file, widget), 0, [widget]);
  return fields;
}

/** @param {PdfFile} file @param {Map<string, Found>} fields @param {PdfDict[]} chain @param {number} number
 * @param {PdfValue[]} kids */
function addField(file, fields, chain, number, kids) {
  const name = chain.map((dict) => stringIn(file, dict.get('T'))).filter(Boolean).reverse().join('.');
  const kind = file.get(inherited(chain, 'FT')), flags = file.get(inherited(chain, 'Ff'));
  const type = kind instanceof PdfName ? kind.text : '', bits = typeof flags === 'number' ? flags : 0;
  if (!name || type === 'Sig' || (type === 'Btn' && bits & FLAG.push)) return;
  const widgets = kids.map((kid) => ({ number: kid instanceof PdfRef ? kid.number : 0, dict: file.dict(kid) }));
  const states = type === 'Btn' ? widgets.flatMap(({ dict }) => statesOf(file, dict)) : [];
  const own = { name, type, flags: bits, number, chain, widgets, states: [...new Set(states)] };
  const known = fields.get(name);
  if (!known) {
    if (fields.size >= LIMITS.fields) throw new Refused('too-complex');
    fields.set(name, own);
  } else if (type === 'Btn' && known.type === 'Btn') {
    // boxes of one name that are fields of their own
    known.widgets.push(...widgets);
    for (const state of own.states) if (!known.states.includes(state)) known.states.push(state);
    if (!buttonState(file, inherited(known.chain, 'V'))) known.chain = chain;
  } else if (!valueOf(file, known)) {
    fields.set(name, own);
  }
}

/** The states for which a box has a picture, but Off. @param {PdfFile} file @param {PdfDict} widget */
function statesOf(file, widget) {
  const normal = file.get(file.dict(widget.get('AP')).get('N'));
  return normal instanceof Map ? [...normal.keys()].filter((state) => state !== 'Off') : [];
}

/** Widgets of pages that `/Fields` does not lead to; the pages are walked within bounds.
 * @param {PdfFile} file @param {Set<number>} reached @returns {PdfRef[]} */
function pageWidgets(file, reached) {
  /** @type {PdfRef[]} */ const found = [];
  const seen = new Set(), stack = [file.dict(file.trailer.get('Root')).get('Pages')];
  for (let visits = 0; stack.length;) {
    const node = stack.pop(), dict = file.dict(node);
    if (seen.has(dict)) continue;
    seen.add(dict);
    const kids = file.array(dict.get('Kids')), annotations = file.array(dict.get('Annots'));
    visits += 1 + kids.length + annotations.length;
    if (visits > LIMITS.fields * 8) throw new Refused('too-complex');
    stack.push(...kids.slice().reverse());
    for (const one of annotations) {
      if (!(one instanceof PdfRef) || reached.has(one.number)) continue;
      reached.add(one.number);
      const subtype = file.dict(one).get('Subtype');
      if (subtype instanceof PdfName && subtype.text === 'Widget') found.push(one);
    }
  }
  return found;
}

/** A dictionary and those that its `/Parent` leads to. @param {PdfFile} file @param {PdfValue} node */
function upwards(file, node) {
  const chain = [file.dict(node)];
  for (let parent = chain[0].get('Parent'); parent && chain.length < LIMITS.depth; parent = chain[chain.length - 1].get('Parent')) {
    chain.push(file.dict(parent));
  }
  return chain;
}

/** @param {PdfDict[]} chain @param {string} key @returns {PdfValue | undefined} */
function inherited(chain, key) {
  const holder = chain.find((dict) => dict.has(key));
  return holder && holder.get(key);
}

/** @param {PdfFile} file @param {PdfValue | undefined} value */
function stringIn(file, value) {
  const found = file.get(value);
  return found instanceof PdfString ? textOf(found.bytes) : '';
}

/** What a field says, as text or state; empty where it says nothing. @param {PdfFile} file @param {Found} field */
function valueOf(file, field) {
  if (field.type === 'Btn') return stateOf(file, field);
  // Poppler stores what was typed in the widgets and leaves the field as it was
  const typed = field.widgets.length > 1 ? field.widgets.find(({ dict }) => dict.has('V')) : undefined;
  const value = file.get(typed ? typed.dict.get('V') : inherited(field.chain, 'V'));
  if (value instanceof PdfString) return textOf(value.bytes);
  if (value instanceof PdfStream) return textOf(file.texts.get(value) || new Uint8Array());
  return value instanceof PdfName ? plain(value.text) : typeof value === 'number' ? String(value) : '';
}

/** Reads the values that stand in streams (12.7.4.3), so that they can be asked for at once. @param {PdfFile} file
 * @param {Map<string, Found>} fields */
async function readStreams(file, fields) {
  for (const { chain, widgets } of fields.values()) {
    for (const holder of [inherited(chain, 'V'), ...widgets.map(({ dict }) => dict.get('V'))]) {
      const value = file.get(holder);
      if (value instanceof PdfStream && !file.texts.has(value)) file.texts.set(value, await file.data(value));
    }
  }
}

/** The state that is chosen: the one box that is seen ticked, or what is stored.
 * @param {PdfFile} file @param {Found} field */
function stateOf(file, field) {
  const options = file.array(inherited(field.chain, 'Opt'));
  const stored = meaning(file, field, options, buttonState(file, inherited(field.chain, 'V')));
  const marks = field.widgets.map(({ dict }) => {
    const mark = buttonState(file, dict.get('AS'));
    return statesOf(file, dict).includes(mark) ? meaning(file, field, options, mark) : '';
  });
  const ticked = [...new Set(marks.filter(Boolean))];
  return ticked.length === 1 ? ticked[0] : !ticked.length || ticked.includes(stored) ? stored : '';
}

/** @param {PdfFile} file @param {PdfValue | undefined} value */
function buttonState(file, value) {
  const found = file.get(value);
  const state = found instanceof PdfName ? found.text : found instanceof PdfString ? textOf(found.bytes).replace(/^\//, '') : '';
  return state === 'Off' ? '' : state;
}

/** Programs number the states and keep what they were in `/Opt`, in the order of the widgets (12.7.4.2.3).
 * @param {PdfFile} file @param {Found} field @param {PdfArray} options @param {string} state */
function meaning(file, field, options, state) {
  if (!state || !options.length || !/^\d+$/.test(state)) return state;
  const exported = file.get(options[Number(state)]);
  const said = exported instanceof PdfString ? textOf(exported.bytes) : '';
  return said || state;
}
