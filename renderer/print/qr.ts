/** A QR symbol as SVG: the code of the sheet, or its address when the county has an official one. Never a person's data. */
import { create } from 'qrcode/lib/core/qrcode.js';

/** SVG of a symbol, `millimetres` wide without a quiet zone of its own; leave four modules of white around it. */
export function qrSvg(text: string, millimetres: number, label: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let run = 0;
      while (column + run < size && modules.get(row, column + run)) run += 1;
      if (run > 0) path += `M${column} ${row}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="${millimetres}mm" height="${millimetres}mm" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="${label}"><path fill="#000" d="${path}"/></svg>`;
}
