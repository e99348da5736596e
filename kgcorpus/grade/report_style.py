"""The style and the small script of a report's page: both stand in the page itself, which needs no network."""

from __future__ import annotations

STYLE = """
:root{--ink:#1c2733;--soft:#5d6b7a;--line:#d9e0e7;--paper:#fff;--back:#f4f6f8;--correct:#2e7d4f;--partial:#b7791f;--incorrect:#b3362b;
--not_attempted:#7b8794;--ungradable:#6b4fa0;--accent:#1f5a8c}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);line-height:1.55;
font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',system-ui,-apple-system,'Segoe UI',sans-serif;font-size:15px}
:lang(en){font-family:system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif}
:lang(zh-CN){font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',system-ui,-apple-system,sans-serif}
main{max-width:1080px;margin:0 auto;padding:12px 16px 60px}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between}
h1{font-size:1.5rem;margin:.6em 0 0}h2{font-size:1.2rem;margin:0 0 .5em}h3{font-size:1rem;margin:1.3em 0 .4em}
section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:16px;margin:16px 0}
p{margin:.4em 0}.soft,.note{color:var(--soft)}.note{font-size:.9rem}
.big{font-size:2rem;font-weight:700;margin-right:.4em}
button,select,input{font:inherit;color:inherit;background:#fff;border:1px solid #aab6c2;border-radius:6px;padding:5px 10px}
button{cursor:pointer}button:focus-visible,select:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid #7fb2dd}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:4px 10px 4px 0;text-align:left;vertical-align:middle;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--soft);font-size:.85rem;vertical-align:bottom}
tbody th{font-weight:400;min-width:7em;overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap}
tr.few th,tr.few td{color:#667}tr.few .dot{fill:#9aa7b4}tr.few .range{stroke:#b8c2cc}
.plot{display:block;max-width:none}.scale{display:flex;justify-content:space-between;width:200px;font-weight:400}
.axis{stroke:var(--line)}.mean{stroke:#8795a3;stroke-dasharray:2 2}
.range{stroke:var(--accent);stroke-width:3;stroke-linecap:round}.dot{fill:var(--accent)}
.stripe{display:block;width:100%;height:28px;border-radius:5px;margin:.6em 0}
.correct{fill:var(--correct)}.partial{fill:var(--partial)}.incorrect{fill:var(--incorrect)}
.not_attempted{fill:var(--not_attempted)}.ungradable{fill:var(--ungradable)}
.key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.5em}
.key.correct,.badge.correct{background:var(--correct)}.key.partial,.badge.partial{background:var(--partial)}
.key.incorrect,.badge.incorrect{background:var(--incorrect)}.key.not_attempted,.badge.not_attempted{background:#65717e}
.key.ungradable,.badge.ungradable{background:var(--ungradable)}
.badge{color:#fff;border-radius:4px;padding:1px 7px;font-size:.85rem;white-space:nowrap}
td.good{background:#e5f2ea}td.bad{background:#fae7e5}
blockquote{margin:.3em 0;padding-left:.8em;border-left:3px solid var(--line);color:var(--soft)}
.find{display:flex;flex-wrap:wrap;gap:8px;margin:.6em 0}.find input{flex:1 1 14em;min-width:0}
article{border-top:1px solid var(--line);padding:10px 0}article p{margin:.15em 0;overflow-wrap:anywhere}
article .what{color:var(--soft);font-size:.85rem;margin-left:.6em;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:.3em 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer}
[hidden]{display:none!important}
@media(max-width:600px){body{font-size:14px}main{padding:8px 8px 40px}section{padding:12px;border-radius:6px}.big{font-size:1.6rem}
.plot,.scale{width:120px;height:auto}tbody th{min-width:5.5em}
dl{grid-template-columns:1fr}dt{margin-top:.3em}th,td{padding-right:8px}tbody th{min-width:6em}}
@media print{.find,header button{display:none}section{break-inside:avoid-page;border:0}}
"""

SCRIPT = """
(function(){
var root=document.documentElement,all=function(q){return Array.prototype.slice.call(document.querySelectorAll(q))};
function speak(lang){root.lang=lang==='zh'?'zh-CN':'en';
all('[data-zh]').forEach(function(e){e.textContent=e.getAttribute('data-'+lang)});
all('[data-zh-hint]').forEach(function(e){e.placeholder=e.getAttribute('data-'+lang+'-hint');e.setAttribute('aria-label',e.placeholder)});
document.title=document.querySelector('h1').textContent;count()}
var rows=all('article'),find=document.getElementById('find'),verdict=document.getElementById('verdict'),
kind=document.getElementById('kind'),shown=document.getElementById('shown');
var texts=rows.map(function(e){return e.textContent.toLowerCase()});
function count(){if(!find)return;var want=find.value.trim().toLowerCase(),n=0;
rows.forEach(function(e,i){var ok=(!verdict.value||e.getAttribute('data-v')===verdict.value)&&
(!kind.value||e.getAttribute('data-k')===kind.value)&&
(!want||texts[i].indexOf(want)>=0);e.hidden=!ok;if(ok)n++});
shown.textContent=n+' / '+rows.length}
if(find){find.addEventListener('input',count);verdict.addEventListener('change',count);kind.addEventListener('change',count);
document.getElementById('finding').hidden=false}
var turn=document.getElementById('turn');turn.hidden=false;
turn.addEventListener('click',function(){speak(root.lang==='en'?'zh':'en')});count()})();
"""
