// Stands in for driver.js in TestShortcuts: the same conventions, and ECharts as it is.
var monitorRender = function (json, width, height) {
  var names = [];
  var env = {
    colour: function (name) {
      if (names.indexOf(name) < 0) {
        names.push(name);
      }
      return "#" + (0x7f0000 + names.indexOf(name)).toString(16);
    },
  };
  globalThis.setTimeout = globalThis.clearTimeout = function () { return 0; };
  echarts.internals.Element.prototype.getClipPath = function () {};
  echarts.internals.tokens.color.neutral00 = env.colour("surface");
  echarts.setPlatformAPI({
    measureText: function (text, font) {
      return { width: monitorWidth(String(text), parseFloat(/([\d.]+)px/.exec(font)[1]), /bold|[6-9]00/.test(font)) };
    },
  });
  var option = monitorPrepare(JSON.parse(json), env);
  option.animation = false;
  delete option.tooltip;
  delete option.toolbox;
  delete option.dataZoom;
  var chart = echarts.init(null, monitorTheme(env), { renderer: "svg", ssr: true, width: width, height: height });
  chart.setOption(option);
  var svg = chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
  chart.dispose();
  return names.join(" ") + "\n" + svg;
};
