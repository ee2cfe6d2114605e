// What of Apache ECharts goes into echarts.min.js: the chart types, components and features the figures use, and both
// renderers (canvas for the browser, svg for the build). fetch.sh bundles this file; nothing else reads it.
import * as core from "echarts/core";
import { BarChart, GraphChart, HeatmapChart, LineChart, RadarChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  GridSimpleComponent,
  LegendPlainComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  RadarComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapPiecewiseComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import Model from "./node_modules/echarts/lib/model/Model.js";
import { DISPLAY_STATES, SPECIAL_STATES } from "./node_modules/echarts/lib/util/states.js";
import tokens from "./node_modules/echarts/lib/visual/tokens.js";
import Element from "./node_modules/zrender/lib/Element.js";

// A continuous visualMap is left out: it mixes colours, and a mixed colour cannot follow the page into dark or print.
core.use([
  BarChart, GraphChart, HeatmapChart, LineChart, RadarChart, ScatterChart,
  LegendPlainComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, RadarComponent, TitleComponent,
  VisualMapPiecewiseComponent, LabelLayout,
]);

// A picture made at build time answers to nobody: no tooltip, no axis pointer, no zoom.
if (typeof document === "undefined") {
  core.use([GridSimpleComponent, SVGRenderer]);
} else {
  core.use([GridComponent, TooltipComponent, DataZoomInsideComponent, CanvasRenderer]);
}

// Only what our scripts call, so that the rest can be shaken off.
export const init = core.init;
export const registerLocale = core.registerLocale;
export const setPlatformAPI = core.setPlatformAPI;
export const version = core.version;

// For the build's script, which switches off what a still picture does not need, and for the colours that ECharts takes
// from nowhere but its own tokens.
export const internals = { DISPLAY_STATES, Element, Model, SPECIAL_STATES, tokens };
