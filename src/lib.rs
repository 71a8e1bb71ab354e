//! zopa
