//! Documents as they come out, compared with what was looked at once and found good.
