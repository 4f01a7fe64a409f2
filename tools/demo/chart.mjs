// The loss over a run as an SVG, drawn without a browser.
import * as echarts from 'echarts';

/**
 * @param {{ steps: { step: number, loss: number }[], evaluations: { step: number, top1: number }[] }} run
 * @returns {string} an <svg> element, 860 x 320
 */
export function lossChart({ steps, evaluations }) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 860, height: 320 });
  chart.setOption({
    animation: false,
    color: ['#9db8d9', '#1f5fa8', '#c2571a'],
    grid: { left: 56, right: 60, top: 40, bottom: 46 },
    legend: { top: 4, itemGap: 28, textStyle: { color: '#333' } },
    xAxis: { type: 'value', name: 'step', nameLocation: 'middle', nameGap: 28, max: 'dataMax' },
    yAxis: [
      { type: 'value', name: 'loss', scale: true, splitLine: { lineStyle: { color: '#eee' } } },
      {
        type: 'value',
        name: 'top-1',
        min: 0,
        max: 1,
        splitLine: { show: false },
        axisLabel: { formatter: (share) => `${Math.round(share * 100)} %` },
      },
    ],
    series: [
      line(
        'loss',
        steps.map(({ step, loss }) => [step, loss]),
        { lineStyle: { width: 1 } },
      ),
      line('loss, smoothed', smoothed(steps), { lineStyle: { width: 2 } }),
      line(
        'top-1 on test pictures',
        evaluations.map(({ step, top1 }) => [step, top1]),
        {
          yAxisIndex: 1,
          showSymbol: true,
          symbolSize: 8,
        },
      ),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose(); // Its timer would keep the process alive.
  return svg;
}

const line = (name, data, rest) => ({ type: 'line', name, data, showSymbol: false, ...rest });

/** Exponential mean, corrected at its start. */
function smoothed(steps) {
  const kept = 0.9;
  let mean = 0;
  let weight = 0;
  return steps.map(({ step, loss }) => {
    mean = kept * mean + (1 - kept) * loss;
    weight = kept * weight + (1 - kept);
    return [step, mean / weight];
  });
}
