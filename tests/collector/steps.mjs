// The steps in memory, in Pyodide under Node: node steps.mjs PYODIDE PROGRAM.zip STEPS.py FOLDER
// FOLDER holds what tests/returns/steps_alone.py needs; what comes of it is put there.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [, , runtime, program, steps, folder] = process.argv;
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: runtime + path.sep });
python.unpackArchive(new Uint8Array(fs.readFileSync(program)), "zip", { extractDir: "/program" });
python.FS.mkdir("/campaign");
const names = fs.readdirSync(folder).filter((name) => fs.statSync(path.join(folder, name)).isFile());
for (const name of names) python.FS.writeFile(`/campaign/${name}`, new Uint8Array(fs.readFileSync(path.join(folder, name))));
python.FS.writeFile("/program/steps_alone.py", fs.readFileSync(steps, "utf8"));
python.runPython(`
import sys
from pathlib import Path
sys.path.insert(0, "/program")
import steps_alone
steps_alone.run(Path("/campaign"))
`);
for (const name of python.FS.readdir("/campaign")) {
  if (name.startsWith("out.") || name === "overview.txt") {
    fs.writeFileSync(path.join(folder, name), python.FS.readFile(`/campaign/${name}`));
  }
}
