// What the tests ask of pdf.js. Bytes go in and out as base64, which is what a browser driver can carry.
import * as pdfjs from "./node_modules/pdfjs-dist/build/pdf.mjs";

const parts = new URL("./node_modules/pdfjs-dist/", import.meta.url).href;
pdfjs.GlobalWorkerOptions.workerSrc = `${parts}build/pdf.worker.mjs`;
const worker = new pdfjs.PDFWorker();

const open = async (base64) => {
  const data = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const task = pdfjs.getDocument({
    data,
    worker,
    cMapUrl: `${parts}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${parts}standard_fonts/`,
    wasmUrl: `${parts}wasm/`,
    iccUrl: `${parts}iccs/`,
  });
  return task.promise;
};

const encode = async (blob) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(blob);
  });

const namedFields = async (doc) => {
  const found = await doc.getFieldObjects();
  return found instanceof Map ? Object.fromEntries(found) : found;
};

// Fill: text fields get `values`, of a choosing field the box with the state in `states` is switched
// on and its others off (an empty state switches all off), then the file is saved.
window.fill = async ({ file, values, states }) => {
  const doc = await open(file);
  const fields = await namedFields(doc);
  const unknown = [...Object.keys(values), ...Object.keys(states)].filter((name) => !fields[name]);
  if (unknown.length) throw new Error(`no field ${unknown}`);
  for (const [name, value] of Object.entries(values)) {
    for (const widget of fields[name]) {
      if (widget.type === "text") doc.annotationStorage.setValue(widget.id, { value });
    }
  }
  for (const [name, state] of Object.entries(states)) {
    for (const widget of fields[name]) {
      if (widget.type === "checkbox") {
        doc.annotationStorage.setValue(widget.id, { value: widget.exportValues === state });
      }
    }
  }
  const saved = await doc.saveDocument();
  await doc.cleanup();
  await doc.loadingTask.destroy();
  return encode(new Blob([saved]));
};

// Draw pages with the appearances that the file has; PNG each.
window.draw = async ({ file, pages, scale }) => {
  const doc = await open(file);
  const pictures = [];
  for (const number of pages) {
    const page = await doc.getPage(number + 1);
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport, annotationMode: pdfjs.AnnotationMode.ENABLE }).promise;
    const blob = await new Promise((done) => canvas.toBlob(done));
    pictures.push(await encode(blob));
    canvas.width = canvas.height = 0;
  }
  await doc.loadingTask.destroy();
  return pictures;
};

// What a viewer would offer for links; no link is followed here.
const linkService = {
  externalLinkEnabled: true,
  addLinkAttributes() {},
  getAnchorUrl: () => "#",
  getDestinationHash: () => "#",
  eventBus: null,
};

// The same page with live input elements, as Firefox shows a form: for typing into.
window.show = async ({ file, page: number }) => {
  const doc = await open(file);
  const page = await doc.getPage(number + 1);
  const viewport = page.getViewport({ scale: 1 });
  const div = document.createElement("div");
  div.style.position = "relative";
  document.body.replaceChildren(div);
  const layer = new pdfjs.AnnotationLayer({
    div,
    page,
    viewport: viewport.clone({ dontFlip: true }),
    annotationStorage: doc.annotationStorage,
    linkService,
  });
  await layer.render({
    annotations: await page.getAnnotations({ intent: "display" }),
    renderForms: true,
    page,
    viewport: viewport.clone({ dontFlip: true }),
    linkService,
    annotationStorage: doc.annotationStorage,
    fieldObjects: await doc.getFieldObjects(),
    hasJSActions: false,
    enableScripting: false,
    div,
  });
  window.shown = doc;
};

window.save = async () => {
  const saved = await window.shown.saveDocument();
  await window.shown.loadingTask.destroy();
  return encode(new Blob([saved]));
};

window.version = pdfjs.version;
window.ready = true;
