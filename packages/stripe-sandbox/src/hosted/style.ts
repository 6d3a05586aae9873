// The look of all hosted pages: one column on a phone, two on a desk, light and dark by the reader's choice.

export const style = `
:root{color-scheme:light dark;--ground:#f4f5f7;--panel:#fff;--ink:#1b1f24;--soft:#5d6672;--line:#dfe3e8;--accent:#2f5bea;
--on-accent:#fff;--notice:#fff6dc;--notice-ink:#6b4e00;--bad:#b3261e;--bad-ground:#fdeceb;--good:#1c7a45}
@media (prefers-color-scheme:dark){:root{--ground:#101317;--panel:#181c22;--ink:#eceff3;--soft:#9aa4b1;--line:#2b323b;--accent:#6f92ff;
--on-accent:#0b1020;--notice:#2e2714;--notice-ink:#f0d48a;--bad:#ff9d96;--bad-ground:#361b1a;--good:#6fd39b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.notice{background:var(--notice);color:var(--notice-ink);text-align:center;font-size:14px;padding:8px 16px}
main{max-width:920px;margin:0 auto;padding:24px 16px 48px;display:grid;gap:24px}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:24px}
h1{font-size:16px;font-weight:600;color:var(--soft);margin:0 0 4px}
h2{font-size:18px;margin:0 0 16px}
.total{font-size:36px;font-weight:650;letter-spacing:-.02em;line-height:1.15;font-variant-numeric:tabular-nums}
.every{color:var(--soft);font-size:15px}
ul.lines{list-style:none;margin:20px 0 0;padding:0;border-top:1px solid var(--line)}
.lines li{display:flex;justify-content:space-between;gap:16px;padding:12px 0;border-bottom:1px solid var(--line)}
.lines li:last-child{border-bottom:0;padding-bottom:0}
.lines b{font-weight:600}.lines small{display:block;color:var(--soft);font-size:14px}
.lines span:last-child{font-variant-numeric:tabular-nums;white-space:nowrap}
.discount{color:var(--good)}.sum{font-weight:650}
label.field{display:block;font-weight:600;font-size:15px;margin-bottom:6px}
input[type=email],input[type=text]{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);
border-radius:9px;padding:11px 12px}
fieldset{border:0;margin:20px 0;padding:0}legend{font-weight:600;font-size:15px;padding:0;margin-bottom:6px}
.choice{display:flex;gap:12px;align-items:flex-start;border:1px solid var(--line);padding:12px;margin-top:-1px;cursor:pointer}
.choice:first-of-type{border-radius:9px 9px 0 0;margin-top:0}.choice:last-of-type{border-radius:0 0 9px 9px}
.choice input{margin:5px 0 0;accent-color:var(--accent)}
.choice small{display:block;color:var(--soft);font-size:14px}
.choice:has(input:checked){border-color:var(--accent);position:relative}
.pay{width:100%;border:0;border-radius:9px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:650;
padding:13px 16px;cursor:pointer}
.pay:hover{filter:brightness(1.06)}.pay+.quiet{margin-top:12px}
.quiet{width:auto;border:1px solid var(--line);background:transparent;color:inherit;border-radius:9px;font:inherit;padding:10px 14px;cursor:pointer}
:is(input,button,a):focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.code{display:flex;gap:8px;margin-top:16px}.code input{min-width:0}
.bad{background:var(--bad-ground);color:var(--bad);border-radius:9px;padding:11px 12px;margin:0 0 16px}
.small{color:var(--soft);font-size:14px;margin:14px 0 0;text-align:center}
a{color:inherit}
.done{max-width:520px;text-align:center;margin:8vh auto 0;width:100%}.done .mark{color:var(--good);width:52px;height:52px}
.done h2{font-size:22px;margin:8px 0}
@media (min-width:780px){main.two{grid-template-columns:5fr 6fr;align-items:start;padding-top:48px}.panel{padding:32px}}
`
