/** The one stylesheet of the public pages: large type, strong contrast, readable without colour, on paper too. */

export const STYLESHEET = `
:root{--ink:#16202b;--soft:#46535f;--line:#c6ced6;--deep:#0f4276;--deeper:#0a2f56;--paper:#fff;--mist:#f3f6f9;--gold:#c8a24a;--warn:#fff4d6;--warn-line:#b98500;color-scheme:light}
*{box-sizing:border-box}
html{font-size:118.75%;scroll-behavior:smooth}
body{margin:0;background:var(--mist);color:var(--ink);font-family:"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;line-height:1.75;overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
a{color:var(--deep);text-underline-offset:.2em}
a:hover{color:var(--deeper);text-decoration-thickness:.12em}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--gold);outline-offset:2px}
.inner{max-width:62rem;margin:0 auto;padding:0 1.25rem}
.mark{background:var(--warn);border-bottom:2px solid var(--warn-line);font-weight:700}
.mark .inner{padding-top:.35rem;padding-bottom:.35rem}
.mark p{margin:0;line-height:1.6}
header.top{background:linear-gradient(180deg,var(--deep),var(--deeper));color:#fff;border-bottom:4px solid var(--gold)}
header.top .inner{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;justify-content:space-between;padding-top:1.4rem;padding-bottom:1.3rem}
.site{color:#fff;text-decoration:none;font-family:"Noto Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif}
.site:hover{color:#fff}
.site b{display:block;font-size:1.7rem;line-height:1.3;letter-spacing:.08em}
.site span{font-size:1rem;opacity:.92;letter-spacing:.04em}
nav.main ul{display:flex;gap:.4rem;list-style:none;margin:0;padding:0}
nav.main a{color:#fff;padding:.45rem .9rem;border:1px solid rgba(255,255,255,.45);border-radius:.25rem;text-decoration:none}
nav.main a:hover,nav.main a[aria-current]{background:#fff;color:var(--deeper)}
main{padding:1.6rem 0 2.5rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.35rem;padding:1.3rem 1.5rem;margin:0 0 1.3rem}
h1{font-family:"Noto Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif;font-size:1.65rem;line-height:1.4;margin:.2rem 0 .9rem}
h2{font-size:1.25rem;line-height:1.4;margin:0 0 .8rem;padding-left:.7rem;border-left:.35rem solid var(--deep)}
h3{font-size:1.06rem;margin:1.1rem 0 .3rem;color:var(--soft)}
p{margin:.35rem 0}
.tools{margin-top:1.1rem;display:grid;grid-template-columns:1fr 1fr;gap:1.3rem}
.tools .card{margin:0 0 1.3rem}
form{display:flex;gap:.6rem;flex-wrap:wrap}
label{flex-basis:100%;font-weight:700}
input{flex:1;min-width:10rem;font:inherit;padding:.5rem .7rem;border:1px solid #6b7884;border-radius:.25rem;background:#fff;color:var(--ink)}
button{font:inherit;font-weight:700;padding:.5rem 1.3rem;border:0;border-radius:.25rem;background:var(--deep);color:#fff;cursor:pointer}
button:hover{background:var(--deeper)}
.hint{color:var(--soft);font-size:.92rem}
ul.notices{list-style:none;margin:0;padding:0}
ul.notices li{border-top:1px solid var(--line);padding:.85rem 0}
ul.notices li:first-child{border-top:0;padding-top:.2rem}
ul.notices li:last-child{padding-bottom:0}
ul.notices a{font-size:1.06rem;font-weight:700}
.facts-line{color:var(--soft);font-size:.95rem;font-variant-numeric:tabular-nums}
.state{display:inline-block;margin-right:.6rem;padding:0 .55rem;border:1.5px solid currentColor;border-radius:.2rem;font-size:.88rem;font-weight:700;line-height:1.6}
.state.open{color:#0b5d34}.state.over{color:var(--soft)}.state.withdrawn{color:#8f1d14}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.4rem;margin:.8rem 0 0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0;font-variant-numeric:tabular-nums}
.board{padding:2rem 2.2rem}
.board h1{text-align:center;letter-spacing:.03em;padding-bottom:1rem;border-bottom:3px double var(--ink);text-wrap:balance;word-break:keep-all;overflow-wrap:anywhere}
.board .text p{text-indent:2em}
.board .totals,.board .period{font-weight:700}
.board .notice{text-indent:0;border:1px solid var(--ink);padding:.5rem 1rem;text-align:center;font-weight:700;margin:.8rem 0}
.scroll{overflow-x:auto;margin-top:.4rem}
.unit{text-align:right;font-size:.92rem;color:var(--soft);margin:.8rem 0 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;background:#fff}
th,td{border:1px solid #9aa6b1;padding:.38rem .6rem;line-height:1.5}
thead th{background:#e6edf4;position:sticky;top:0}
.left{text-align:left}.centre{text-align:center}.right{text-align:right}
tr.subtotal td{background:var(--mist);font-weight:700}
tr.total td{background:#e6edf4;font-weight:700;font-size:1.05em}
.issuer{text-align:right;margin-top:1.2rem;line-height:1.9}
.answer{border-left:.5rem solid var(--deep)}
footer{border-top:1px solid var(--line);background:var(--paper);color:var(--soft);padding:1.2rem 0 1.6rem;font-size:.95rem}
@media(max-width:46rem){html{font-size:112.5%}.tools{grid-template-columns:1fr;gap:0}.board,.card{padding:1.1rem}dl.facts{grid-template-columns:1fr;gap:0}dl.facts dt{margin-top:.5rem}}
@media print{header.top,nav,footer,form,.skip{display:none}body{background:#fff}.card{border:0;padding:0}thead th{position:static}tr{break-inside:avoid}}
`;
