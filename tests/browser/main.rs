//! What only a browser shows: a phone without JavaScript, a keyboard, accessibility, weight.
