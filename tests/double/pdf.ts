/** `printToPDF` by Chromium's own `Page.printToPDF`; sizes in inches, as in Electron. */
import type { PrintToPDFOptions } from 'electron';
import type { CDPSession } from 'playwright-core';

const SIZES: { readonly [name: string]: readonly [number, number] } = {
  A0: [33.1, 46.8], A1: [23.4, 33.1], A2: [16.54, 23.4], A3: [11.7, 16.54], A4: [8.27, 11.7], A5: [5.83, 8.27], A6: [4.13, 5.83],
  Letter: [8.5, 11], Legal: [8.5, 14], Tabloid: [11, 17], Ledger: [17, 11],
};

export async function printToPdf(cdp: CDPSession, options: PrintToPDFOptions): Promise<Buffer> {
  const size = options.pageSize ?? 'Letter';
  const [paperWidth, paperHeight] = typeof size === 'string' ? (SIZES[size] ?? [8.5, 11]) : [size.width, size.height];
  const { landscape, displayHeaderFooter, printBackground, scale, pageRanges, headerTemplate, footerTemplate, preferCSSPageSize } = options;
  const { data } = await cdp.send('Page.printToPDF', {
    transferMode: 'ReturnAsBase64',
    paperWidth, paperHeight, landscape, displayHeaderFooter, printBackground, scale, pageRanges, headerTemplate, footerTemplate, preferCSSPageSize,
    generateTaggedPDF: options.generateTaggedPDF,
    generateDocumentOutline: options.generateDocumentOutline,
    marginTop: options.margins?.top,
    marginBottom: options.margins?.bottom,
    marginLeft: options.margins?.left,
    marginRight: options.margins?.right,
  });
  return Buffer.from(data, 'base64');
}
