/** The PDF reader, fetched when it is first needed: for drawing pages and for reading back what a finished PDF says. */
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';

export async function openPdf(pdf: Uint8Array): Promise<PDFDocumentLoadingTask> {
  const [{ getDocument, GlobalWorkerOptions }, worker] = await Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.min.mjs?url')]);
  GlobalWorkerOptions.workerSrc = worker.default;
  // The reader takes the buffer away with it; the bytes that are kept stay here.
  return getDocument({ data: pdf.slice() });
}

/** A run of text as the PDF places it: lower left corner in `transform[4]` and `[5]`, sizes in points. */
export interface PlacedText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** Everything that the PDF's own text layer holds, page by page, in its order. */
export async function placedTexts(opening: PDFDocumentLoadingTask): Promise<readonly (readonly PlacedText[])[]> {
  try {
    const document = await opening.promise;
    const pages: PlacedText[][] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(items.flatMap((item) => ('str' in item ? [item as PlacedText] : [])));
    }
    return pages;
  } finally {
    await opening.destroy();
  }
}
