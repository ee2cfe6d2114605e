// What the search of the site is made of: MiniSearch, and of the Snowball stemmers those of the languages that a theme may
// have words in. fetch.sh bundles this file into search.min.js, and cuts the other languages out of stemmers.js; nothing else
// reads it.
import MiniSearch from "minisearch";
import { newStemmer } from "./stemmers.js";

export { MiniSearch, newStemmer };
