package model

import (
	"cmp"
	"reflect"
	"slices"
)

// TranslatedInto reports whether the edition is shown in a language beside the first of the site: all texts of
// its data are in that language, or a chapter is. What has no translation is then shown in another language.
//
// It is asked of what an audience sees, so that a text above the audience leaves no trace.
func (e *Edition) TranslatedInto(lang string) bool {
	return len(e.Chapters[lang]) > 0 || !lacks(reflect.ValueOf(e), lang, make(map[uintptr]bool))
}

// lacks reports whether a text in v, or in what v leads to, is not in a language. seen has the pointers that were
// followed.
func lacks(v reflect.Value, lang string, seen map[uintptr]bool) bool {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return false
		}
		seen[v.Pointer()] = true
		return lacks(v.Elem(), lang, seen)
	case reflect.Struct:
		for n := range v.NumField() {
			if v.Type().Field(n).IsExported() && lacks(v.Field(n), lang, seen) {
				return true
			}
		}
	case reflect.Slice:
		for n := range v.Len() {
			if lacks(v.Index(n), lang, seen) {
				return true
			}
		}
	case reflect.Map:
		switch words := v.Interface().(type) {
		case Text:
			return !words.Empty() && words.In(lang) == ""
		case Texts:
			return len(words) > 0 && len(words.In(lang)) == 0
		}
		for _, key := range v.MapKeys() {
			if lacks(v.MapIndex(key), lang, seen) {
				return true
			}
		}
	}
	return false
}

// ChaptersIn returns the chapters that readers of a language see, in reading order: those in the language, and
// those in the first language of the site that have no translation.
func (e *Edition) ChaptersIn(lang, first string) []*Chapter {
	all := slices.Clone(e.Chapters[lang])
	if lang == first {
		return all
	}
	all = append(all, e.Untranslated(lang, first)...)
	slices.SortStableFunc(all, func(a, b *Chapter) int { return cmp.Compare(a.Order, b.Order) })
	return all
}

// Untranslated returns the chapters in the first language of the site that another language does not have.
func (e *Edition) Untranslated(lang, first string) []*Chapter {
	return only(e.Chapters[first], func(c *Chapter) bool { return c.in(e.Chapters[lang]) == nil })
}

// in returns the chapter that is the same as c in another language: it has the same name, or is that of the
// same category. It is nil when there is none.
func (c *Chapter) in(others []*Chapter) *Chapter {
	for _, o := range others {
		if o.Slug == c.Slug || o.Category == c.Category && c.Category != "" {
			return o
		}
	}
	return nil
}

// LabelLike gives each translation the label of the chapter that it translates, so that a figure has the same
// number in every language. Chapters of one language alone are labelled behind those.
func (e *Edition) LabelLike(first string) {
	for lang, chapters := range e.Chapters {
		if lang == first {
			continue
		}
		all := slices.Clone(e.Chapters[first])
		for _, c := range chapters {
			if c.in(e.Chapters[first]) == nil {
				all = append(all, c)
			}
		}
		Label(all)
		for _, c := range chapters {
			if original := c.in(e.Chapters[first]); original != nil {
				c.Label = original.Label
			}
		}
	}
}
