// Runs the engine in Node: a request for each line that comes in, an answer for each line that goes out.
'use strict';

const [engine, driver] = process.argv.slice(2);
require(engine);
require(driver);

let before = Promise.resolve();
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  before = before.then(async () => {
    const said = JSON.stringify(await globalThis.answer(JSON.parse(line)));
    // line separators and lone surrogates as escapes
    process.stdout.write(said.replace(/[\u0080-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')) + '\n');
  });
});
