/** Printing through the browser's own dialog: the document in a hidden frame, its fonts awaited, then print. */

/** Resolves when the print dialog has closed. The frame runs no script: the page's own CSP holds in it. */
export async function printInFrame(html: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position:fixed;inset:0 auto auto -10000px;width:210mm;height:297mm;border:0';
  // Relative addresses, such as those of fonts, resolve beside the page, as they do on the desktop.
  frame.srcdoc = html;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const inner = frame.contentWindow;
  if (!inner) {
    frame.remove();
    return;
  }
  await inner.document.fonts.ready;
  // Returns when the dialog has closed; where there is no dialog it returns at once.
  inner.print();
  frame.remove();
}
