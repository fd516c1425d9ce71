/** The pure core of `qrcode`; the package's own types would bring Node's into this room. */
declare module 'qrcode/lib/core/qrcode.js' {
  export interface QrSymbol {
    readonly modules: { readonly size: number; get(row: number, column: number): number | boolean };
  }
  export function create(text: string, options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): QrSymbol;
}
