// Answers the requests of the tests, in Node and in Chromium alike, by what pages use: WebForm.
'use strict';

globalThis.opened = [];
const kept = {};

const bytesOf = (base64) => globalThis.Buffer
  ? new Uint8Array(Buffer.from(base64, 'base64'))
  : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const base64Of = (bytes) => {
  if (globalThis.Buffer) return Buffer.from(bytes).toString('base64');
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

const OPERATIONS = {
  async open({ pdf }) {
    const form = await WebForm.open(bytesOf(pdf));
    const { identity, values, writable } = form;
    return { number: globalThis.opened.push(form) - 1, identity, values, writable, fields: Object.fromEntries(form.fields) };
  },
  close({ number }) { globalThis.opened[number] = null; },
  fill({ number, values }) {
    const form = globalThis.opened[number], { bytes, ...said } = form.fill(values), before = form.file.bytes;
    if (!before.every((byte, at) => bytes[at] === byte)) throw new Error('what was there has changed');
    return { update: base64Of(bytes.subarray(before.length)), ...said };
  },
  answers: ({ number, form }) => globalThis.opened[number].answers(form),
  room: ({ number, name, text }) => globalThis.opened[number].room(name, text),
  lacks: ({ number, text }) => globalThis.opened[number].lacks(text),
  evaluate: ({ form, cases }) => cases.map((values) => WebForm.evaluate(form, values)),
  answerCode: ({ form, cases }) => cases.map((values) => WebForm.answerCode(form, values)),
  numeral: ({ numbers }) => numbers.map(WebForm.numeral),
  // a browser that lacks something
  without({ name }) { kept[name] = globalThis[name]; delete globalThis[name]; },
  restored({ name }) { globalThis[name] = kept[name]; },
  async inflate({ data }) { return { data: base64Of(await WebForm.inflate(bytesOf(data))) }; },
};

globalThis.answer = async (request) => {
  try {
    return { done: await OPERATIONS[request.operation](request) };
  } catch (error) {
    if (!(error instanceof WebForm.Refused)) return { broken: `${error}\n${error.stack}` };
    return { refused: { code: error.code, detail: error.detail, message: error.message } };
  }
};
