// Reading a PDF with pdf.js, in a worker of our own origin. Loaded only when a document is opened.
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextContent } from 'pdfjs-dist/types/src/display/api';
import { normalised } from './pdf-text';

export interface OpenDocument {
  pages: number;
  /** Draws a page into the canvas, `width` CSS pixels wide. */
  draw(page: number, canvas: HTMLCanvasElement, width: number): Drawing;
  close(): Promise<void>;
}

export interface Drawing {
  /** The page stands in the canvas. */
  done: Promise<void>;
  /** What the page says, a little later. */
  text: Promise<string>;
  cancel: () => void;
  cancelled: () => boolean;
}

let worker: Worker | null = null;

/** Starts the worker, so that the first document does not wait for it. */
export function begin(): Worker {
  worker ??= new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' });
  return worker;
}

/** Opens a PDF. The bytes are handed over and cannot be used afterwards. */
export async function open(data: Uint8Array): Promise<OpenDocument> {
  const worker = begin();
  pdfjs.GlobalWorkerOptions.workerPort = worker;
  const task = pdfjs.getDocument({ data, isEvalSupported: false });
  const file = await task.promise;
  return {
    pages: file.numPages,
    draw: (page, canvas, width) => drawing(file.getPage(page), canvas, width),
    close: () => task.destroy(),
  };
}

function drawing(loading: Promise<PDFPageProxy>, canvas: HTMLCanvasElement, width: number): Drawing {
  let stopped = false;
  let stop = () => {};
  const done = loading.then(async (page) => {
    if (stopped) throw new Error('cancelled');
    const task = render(page, canvas, width);
    stop = () => task.cancel();
    await task.promise;
    return page;
  });
  const cancel = () => {
    stopped = true;
    stop();
  };
  return { done: done.then(() => {}), text: done.then(textOf), cancel, cancelled: () => stopped };
}

/** Drawn at twice the pixels of an ordinary screen: WebKit puts letters on whole pixels, which closes up small words. */
const FINENESS = 2;

function render(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number) {
  const scale = (width / page.getViewport({ scale: 1 }).width) * Math.max(FINENESS, window.devicePixelRatio);
  const viewport = page.getViewport({ scale });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  return page.render({ canvas, viewport });
}

/** The text of a page. Read chunk by chunk, because WebKit cannot iterate a stream. */
async function textOf(page: PDFPageProxy): Promise<string> {
  const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader();
  const words: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return normalised(words.join(' '));
    for (const item of value.items) if ('str' in item && item.str) words.push(item.str);
  }
}
