/** The look of a board on paper: `@page` with identity and page numbers, type, rules, the place for the seal. */
import type { ReleasedBoard } from '#domain/board/release.ts';
import { cssString } from './escape.ts';
import { fontFaces, RARE, SANS, SERIF, type FontUrls } from './fonts.ts';
import type { BoardLayout } from './layout.ts';

/** A township or village seal is at most this wide. */
const SEAL_MM = 42;

/** All rules of a board. Texts in margin boxes are fixed per document, because running elements do not exist there. */
export function boardStyle(board: ReleasedBoard, layout: BoardLayout, fontUrls: FontUrls): string {
  return [fontFaces(fontUrls), pageRules(board, layout), textRules(layout), tableRules(), denseRules(), endRules()].join('\n');
}

function pageRules(board: ReleasedBoard, layout: BoardLayout): string {
  const { before, between, after } = board.pageWords;
  const small = layout.largeType ? '9pt' : '8pt';
  const box = `font-family:"${SANS}","${RARE}",sans-serif;font-size:${small};color:#333`;
  const top = board.marks.length === 0 ? '' : `@top-right{content:${cssString(board.marks.join('\u3000'))};${box};font-weight:700}`;
  return `
@page{size:${layout.paper} ${layout.orientation};margin:${layout.dense ? '15mm 12mm 17mm' : '18mm 17mm 19mm'};
@top-left{content:${cssString(board.title)};${box};white-space:nowrap}${top}
@bottom-left{content:${cssString(board.identity.footer)};${box};font-variant-numeric:tabular-nums;white-space:nowrap}
@bottom-right{content:${cssString(before)} counter(page) ${cssString(between)} counter(pages) ${cssString(after)};${box};font-variant-numeric:tabular-nums;white-space:nowrap}}
@page:first{@top-left{content:none}}`;
}

function textRules(layout: BoardLayout): string {
  const size = layout.largeType ? 15 : 12;
  return `
*{box-sizing:border-box;margin:0;padding:0}
html{font-size:${size}pt;color:#000;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-family:"${SERIF}","${RARE}",serif;line-height:1.7;text-align:justify;overflow-wrap:anywhere}
h1{font-weight:700;font-size:1.85rem;line-height:1.35;text-align:center;letter-spacing:.04em;text-wrap:balance;word-break:keep-all;margin:2mm 4mm 5mm;padding-bottom:4.5mm;border-bottom:2.2pt solid #000;position:relative}
h1::after{content:"";position:absolute;left:0;right:0;bottom:1.6pt;border-bottom:.6pt solid #000}
.whole{white-space:nowrap}
.text{margin-bottom:4mm}
.text p{text-indent:2em}
.text p.totals,.text p.period{font-weight:700}
.text p.notice{text-indent:0;text-align:center;font-weight:700;margin:3mm 0;padding:2mm;border:1pt solid #000}
.pen{display:inline-block;text-indent:0;border-bottom:.7pt solid #000;height:1.15em;vertical-align:baseline;margin:0 .15em}
.watermark{position:fixed;top:42%;left:0;right:0;text-align:center;transform:rotate(-28deg);font:700 30pt "${SANS}",sans-serif;color:rgba(0,0,0,.09);z-index:1}`;
}

function tableRules(): string {
  return `
.unit{font-family:"${SANS}","${RARE}",sans-serif;font-size:.8rem;text-align:right;line-height:1.5;margin-bottom:1mm}
table{border-collapse:collapse;table-layout:fixed;width:100%;font-family:"${SANS}","${RARE}",sans-serif;font-size:.86rem;line-height:1.32;font-variant-numeric:tabular-nums;border-top:1.4pt solid #000}
.dense table{border-bottom:1.4pt solid #000}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{border:.5pt solid #555;padding:1.05mm 1.4mm;vertical-align:middle;overflow-wrap:anywhere}
th:first-child,td:first-child{border-left:none}
th:last-child,td:last-child{border-right:none}
thead th{font-weight:700;background:#eceff1;border-bottom:1.1pt solid #000;text-align:center;padding:1.6mm 1mm;line-height:1.25}
.unit-of{display:block;font-weight:400;font-size:.84em;white-space:nowrap}
.left{text-align:left}.centre{text-align:center}.right{text-align:right}
td.right{padding-right:2.4mm}
td.name{font-size:1.06em;letter-spacing:.03em}
tr.subtotal td{font-weight:700;background:#f6f7f8;break-before:avoid}
tr.subtotal{break-before:avoid}
tr.total td{font-weight:700;font-size:1.08em;border-top:1.1pt solid #000;background:#eceff1;padding-top:1.8mm;padding-bottom:1.8mm}
tr.total{break-before:avoid}
:not(.dense) tr.total td{border-bottom:1.4pt solid #000}
tbody.last{break-inside:avoid}
tr.end-row td{border:none;padding:0}
.large tr.total td{font-size:1em;padding-left:.8mm;padding-right:1.2mm}
tr.total td,tr.subtotal td{white-space:nowrap}
tr.band th{font-weight:700;text-align:left;background:#f6f7f8;padding-left:2mm;break-after:avoid}
tr.band{break-after:avoid}`;
}

function denseRules(): string {
  return `
.dense h1{font-size:1.6rem;margin-bottom:3mm;padding-bottom:3.4mm}
.dense .text{line-height:1.5;margin-bottom:2.5mm}
.dense .list{columns:2;column-gap:6mm;column-fill:balance}
.dense table{font-size:.76rem;line-height:1.2}
.dense th,.dense td{padding:.62mm 1mm}
.dense td.right{padding-right:1.4mm}
.dense tr.total td{font-size:1em;padding-top:1.1mm;padding-bottom:1.1mm}
.dense thead th{padding:1mm .6mm}`;
}

function endRules(): string {
  return `
.end{break-inside:avoid;margin-top:6mm;font-family:"${SERIF}","${RARE}",serif;font-size:.95rem;line-height:1.7}
ul{list-style:none}
.signatures{display:flex;gap:7mm}
.signatures.many{display:grid;grid-template-columns:1fr 1fr;column-gap:14mm;row-gap:2mm}
.signatures li{flex:1;display:flex;align-items:flex-end;white-space:nowrap}
.signatures span::after{content:"\\ff1a"}
.signatures i{flex:1;border-bottom:.7pt solid #000;height:1.9em}
.foot{display:flex;justify-content:space-between;align-items:flex-end;gap:8mm;margin-top:5mm}
.verify{display:flex;gap:4mm;align-items:center;max-width:88mm;font-family:"${SANS}","${RARE}",sans-serif;font-size:8pt;line-height:1.5;text-align:left}
.qr{flex:none;margin:1.5mm}
.verify li{font-variant-numeric:tabular-nums;white-space:nowrap}
.verify p{color:#444;margin-top:.8mm}
.seals{display:flex;gap:6mm;margin-left:auto;font-size:11pt}
.seals li{position:relative;width:${SEAL_MM + 12}mm;height:${SEAL_MM + 4}mm;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;line-height:1.6}
.seals b{font-weight:700}
.ring{position:absolute;left:50%;top:50%;width:${SEAL_MM}mm;height:${SEAL_MM}mm;margin:-${SEAL_MM / 2}mm 0 0 -${SEAL_MM / 2}mm;border:.4pt dotted #9aa3a8;border-radius:50%}
.date{white-space:nowrap}
.end .pen{border-bottom:none}`;
}
