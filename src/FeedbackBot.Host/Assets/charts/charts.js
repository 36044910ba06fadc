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
  // a box of its own: the library empties the element it is given, and the data must survive a change of theme
  const box = document.createElement("div");
  box.className = "chart-box";
  place.append(box);
  const chart = init(box, document.documentElement.dataset.bsTheme === "dark" ? "dark" : null, { renderer: "canvas" });
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
  drawn.set(place, { chart, box });
}

function forget(place) {
  const { chart, box } = drawn.get(place);
  chart.dispose();
  box.remove();
  drawn.delete(place);
}

function redraw() {
  [...drawn.keys()].forEach(forget);
  drawAll();
}

function drawAll() {
  [...drawn.keys()].filter((place) => !place.isConnected).forEach(forget);
  document.querySelectorAll("[data-chart]").forEach(draw);
}

new ResizeObserver(() => drawn.forEach(({ chart }) => chart.resize())).observe(document.documentElement);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
document.addEventListener("htmx:after:process", drawAll);
drawAll();
