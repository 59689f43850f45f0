//! The attacks of docs/privacy.md, each shown to win against a deliberately weak fixture.
