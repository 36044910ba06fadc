// Draws <div data-chart><script type="application/json">{…ECharts option…}</script></div>; only pages with charts load this.
import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([AriaComponent, BarChart, CanvasRenderer, DatasetComponent, GridComponent, HeatmapChart, LegendComponent, LineChart, MarkAreaComponent,
  MarkLineComponent, ScatterChart, TooltipComponent, VisualMapComponent]);

const colours = ["#2f6fde", "#0a8f6c", "#d9822b", "#8e5bd0", "#c94f5d", "#4a9bb5"];
const drawn = new Map();

function draw(place) {
  const data = place.querySelector('script[type="application/json"]');
  if (!data || drawn.has(place)) return;
  const option = JSON.parse(data.textContent);
  const style = getComputedStyle(place);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = init(place, null, { renderer: "canvas" });
  chart.setOption({
    aria: { enabled: true },
    animation: !still,
    backgroundColor: "transparent",
    color: colours,
    grid: { bottom: 24, containLabel: true, left: 8, right: 16, top: 32 },
    textStyle: { color: style.color, fontFamily: style.fontFamily },
    ...option,
    // the HTML tooltip carries inline styles, which the content security policy refuses
    tooltip: { confine: true, renderMode: "richText", ...option.tooltip },
  });
  drawn.set(place, { chart, data: data.textContent });
}

function redraw() {
  for (const [place, { chart }] of drawn) {
    chart.dispose();
    drawn.delete(place);
  }
  drawAll();
}

function drawAll() {
  for (const [place, { chart }] of drawn) {
    if (place.isConnected) continue;
    chart.dispose();
    drawn.delete(place);
  }
  document.querySelectorAll("[data-chart]").forEach(draw);
}

new ResizeObserver(() => drawn.forEach(({ chart }) => chart.resize())).observe(document.documentElement);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
document.addEventListener("htmx:after:process", drawAll);
drawAll();
