//! The house kept tidy: arrows between rooms, doors, words and shape; each rule is shown able to fail.

mod arguments;
mod arrows;
mod security;
mod shape;
mod source;
mod words;
