// What of Apache ECharts goes into echarts.min.js: the chart types, components and features that a live figure over axes
// uses. fetch.sh bundles this file; nothing else reads it.
import * as core from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendPlainComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

core.use([
  BarChart, LineChart, ScatterChart,
  DataZoomInsideComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TitleComponent, TooltipComponent,
  CanvasRenderer,
]);

// Only what our scripts call, so that the rest can be shaken off.
export const init = core.init;
export const setPlatformAPI = core.setPlatformAPI;
export const version = core.version;
