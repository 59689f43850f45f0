//! The house kept tidy: arrows between rooms, doors, words and shape; each rule is shown able to fail.

mod arguments;
mod arrows;
mod shape;
mod source;
mod words;
