// The helpers ECharts calls most, for an interpreter without a just-in-time compiler.
//
// goja draws the figures of the build. There, a call through Array.prototype.forEach, a for-in that visits the prototype
// chain, and Object.prototype.toString for every value that is copied are what a chart's time goes to. These functions do
// the same for plain arrays and objects by shorter ways and hand everything else to zrender's own. fetch.sh puts them in
// their place with esbuild's alias; the rest of ECharts is bundled as published.
import * as util from "./node_modules/zrender/lib/core/util.js";

export * from "./node_modules/zrender/lib/core/util.js";

// zrender marks a value that must not be copied or merged with this key.
const PRIMITIVE = "__ec_primitive__";
const keysOf = Object.keys;
const isArray = Array.isArray;

function isPlain(value) {
  return value !== null && typeof value === "object" && value.constructor === Object && !value[PRIMITIVE];
}

export function clone(source) {
  if (source === null || typeof source !== "object") {
    return source;
  }
  if (isArray(source)) {
    if (source[PRIMITIVE]) {
      return source;
    }
    const length = source.length;
    const list = new Array(length);
    for (let i = 0; i < length; i++) {
      const value = source[i];
      list[i] = value === null || typeof value !== "object" ? value : clone(value);
    }
    return list;
  }
  if (!isPlain(source)) {
    return util.clone(source);
  }
  const copy = {};
  const keys = keysOf(source);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== "__proto__") {
      const value = source[key];
      copy[key] = value === null || typeof value !== "object" ? value : clone(value);
    }
  }
  return copy;
}

export function merge(target, source, overwrite) {
  if (!isPlain(target) || !isPlain(source)) {
    return util.merge(target, source, overwrite);
  }
  const keys = keysOf(source);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === "__proto__") {
      continue;
    }
    const from = source[key];
    const into = target[key];
    if (util.isObject(from) && util.isObject(into) && !isArray(from) && !isArray(into)) {
      if (isPlain(from) && isPlain(into)) {
        merge(into, from, overwrite);
      } else {
        const one = {};
        one[key] = from;
        util.merge(target, one, overwrite);
      }
    } else if (overwrite || !(key in target)) {
      target[key] = clone(from);
    }
  }
  return target;
}

export function mergeAll(list, overwrite) {
  let result = list[0];
  for (let i = 1; i < list.length; i++) {
    result = merge(result, list[i], overwrite);
  }
  return result;
}

export function each(list, callback, context) {
  if (!(list && callback)) {
    return;
  }
  if (isArray(list)) {
    for (let i = 0, length = list.length; i < length; i++) {
      const value = list[i];
      // Like forEach, pass over holes.
      if (value !== undefined || i in list) {
        if (context === undefined) {
          callback(value, i, list);
        } else {
          callback.call(context, value, i, list);
        }
      }
    }
    return;
  }
  if (list.constructor !== Object || list.length === +list.length) {
    util.each(list, callback, context);
    return;
  }
  const keys = keysOf(list);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (context === undefined) {
      callback(list[key], key, list);
    } else {
      callback.call(context, list[key], key, list);
    }
  }
}

export function map(list, callback, context) {
  if (!list) {
    return [];
  }
  if (!callback || !isArray(list)) {
    return util.map(list, callback, context);
  }
  const length = list.length;
  const result = new Array(length);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value !== undefined || i in list) {
      result[i] = context === undefined ? callback(value, i, list) : callback.call(context, value, i, list);
    }
  }
  return result;
}
