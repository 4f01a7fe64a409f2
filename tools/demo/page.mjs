// The demo's page: one file without links to anything, so that it can be sent around.

/**
 * @param {object} demo
 * @param {string} demo.chart an <svg> element
 * @param {{ png: Buffer, truth: string, classes: { label: string, score: number }[] }[]} demo.predictions
 * @param {{ samples: number, top1: number, top5: number, interval95: [number, number] }} demo.evaluation
 * @param {{ name: string, value: string }[]} demo.facts
 * @param {boolean} demo.short whether this was only a look at the road
 * @returns {string} HTML
 */
export function demoPage({ chart, predictions, evaluation, facts, short }) {
  const { samples, top1, interval95 } = evaluation;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MobileNeXt on Fashion-MNIST</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; margin-bottom: 0; }
  h2 { font-size: 1.15rem; margin-top: 2rem; }
  .lead { color: #555; margin-top: .3rem; }
  .top1 { font-size: 2.6rem; font-weight: 600; margin: 1rem 0 0; }
  svg { max-width: 100%; height: auto; }
  .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1rem; }
  figure { margin: 0; padding: .8rem; border: 1px solid #ddd; border-radius: .5rem; }
  figure.wrong { border-color: #c2571a; background: #fdf6f1; }
  img { width: 100%; image-rendering: pixelated; background: #000; border-radius: .25rem; }
  figcaption { font-size: .85rem; margin-top: .4rem; }
  .bar { display: grid; grid-template-columns: 1fr auto; font-size: .75rem; margin-top: .2rem; }
  .bar i { grid-column: 1 / 3; height: .3rem; background: #1f5fa8; border-radius: .15rem; }
  table { border-collapse: collapse; }
  td { padding: .15rem 1.2rem .15rem 0; vertical-align: top; }
  td:first-child { color: #666; }
</style>
<h1>MobileNeXt on Fashion-MNIST</h1>
<p class="lead">Trained, evaluated and asked by the <code>mobilenext</code> command on this machine, in WebAssembly.</p>
<p class="top1">${percent(top1)}</p>
<p class="lead">of ${samples.toLocaleString('en')} test pictures right at the first guess (95 % interval ${percent(interval95[0])} to ${percent(interval95[1])})</p>
${short ? SHORT : ''}<h2>Training</h2>
${chart}
<h2>Ten test pictures</h2>
<div class="pictures">
${predictions.map(figure).join('\n')}
</div>
<h2>The run</h2>
<table>
${facts.map(({ name, value }) => `<tr><td>${escape(name)}</td><td>${escape(value)}</td></tr>`).join('\n')}
</table>
</html>
`;
}

const SHORT =
  '<p><b>This was a run of ten steps, to see that everything works; it has learned nothing yet.</b> <code>npm run demo</code> trains for two minutes.</p>\n';

function figure({ png, truth, classes }) {
  const right = classes[0].label === truth;
  return `<figure class="${right ? 'right' : 'wrong'}">
<img alt="a test picture of class ${escape(truth)}" src="data:image/png;base64,${png.toString('base64')}">
<figcaption><b>${escape(classes[0].label)}</b>${right ? '' : `, truly ${escape(truth)}`}</figcaption>
${classes.slice(0, 3).map(bar).join('\n')}
</figure>`;
}

function bar({ label, score }) {
  const share = `${Math.round(score * 100)} %`;
  return `<div class="bar"><span>${escape(label)}</span><span>${share}</span><i style="width:${(score * 100).toFixed(1)}%"></i></div>`;
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

const escape = (text) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
