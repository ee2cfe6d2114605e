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
import TooltipRichContent from "./node_modules/echarts/lib/component/tooltip/TooltipRichContent.js";
import { layout as axisLayout } from "./node_modules/echarts/lib/coord/cartesian/cartesianAxisHelper.js";
import ComponentModel from "./node_modules/echarts/lib/model/Component.js";
import Model from "./node_modules/echarts/lib/model/Model.js";
import { AREA_STYLE_KEY_MAP } from "./node_modules/echarts/lib/model/mixin/areaStyle.js";
import { ITEM_STYLE_KEY_MAP } from "./node_modules/echarts/lib/model/mixin/itemStyle.js";
import { LINE_STYLE_KEY_MAP } from "./node_modules/echarts/lib/model/mixin/lineStyle.js";
import { DISPLAY_STATES, SPECIAL_STATES } from "./node_modules/echarts/lib/util/states.js";
import ChartView from "./node_modules/echarts/lib/view/Chart.js";
import tokens from "./node_modules/echarts/lib/visual/tokens.js";
import Element from "./node_modules/zrender/lib/Element.js";
import { calculateTextPosition } from "./node_modules/zrender/lib/contain/text.js";

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

// For our scripts: the build draws still pictures by shorter ways, and a live figure sets what no option can.
export const internals = {
  AREA_STYLE_KEY_MAP, ChartView, ComponentModel, DISPLAY_STATES, Element, ITEM_STYLE_KEY_MAP, LINE_STYLE_KEY_MAP, Model,
  SPECIAL_STATES, TooltipRichContent, axisLayout, calculateTextPosition, tokens,
};
