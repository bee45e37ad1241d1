// What qpdf for browsers (npm: @neslinesli93/qpdf-wasm) makes of the files of a folder, written anew into another.
// node qpdf_wasm.mjs FOLDER-WITH-node_modules FROM TO
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [, , installed, from, to] = process.argv;
const folder = path.join(installed, "node_modules/@neslinesli93/qpdf-wasm/dist");
const { default: create } = await import(pathToFileURL(path.join(folder, "qpdf.js")).href);
for (const name of fs.readdirSync(from)) {
  const silent = () => undefined;
  try {
    const qpdf = await create({
      locateFile: () => path.join(folder, "qpdf.wasm"), noInitialRun: true, print: silent, printErr: silent,
    });
    qpdf.FS.writeFile("/in.pdf", fs.readFileSync(path.join(from, name)));
    const code = qpdf.callMain(["--object-streams=disable", "/in.pdf", "/out.pdf"]);
    // 3: written, with warnings
    if (code === 0 || code === 3) fs.writeFileSync(path.join(to, `${code}-${name}`), qpdf.FS.readFile("/out.pdf"));
  } catch {
    // it gave up
  }
}
process.exitCode = 0; // qpdf's own is that of the last file
