//! `zopa new` and `zopa fmt`: the two commands that write map files.

use super::args::{Fmt, New};
use super::open::Source;
use super::out::{self, Failure};
use crate::format;
use crate::model::Curtain;
use crate::storage::{self, Fingerprint, Onto};

/// Writes the starter map where there is no file yet.
pub(super) fn new(asked: &New) -> Result<u8, Failure> {
    storage::create_new(&asked.file, format::STARTER.as_bytes())?;
    let name = Source::File(asked.file.clone()).name();
    out::print(&out::harmless(&format!("Wrote {name}. Open it with: zopa {name}\n")))?;
    Ok(out::GOOD)
}

/// Rewrites maps in canonical form; gives the gravest exit code of them.
pub(super) fn fmt(asked: &Fmt) -> u8 {
    let mut code = out::GOOD;
    for map in &asked.maps {
        let source = Source::of(Some(map));
        match rewrite(&source, asked.check) {
            Ok(one) => code = code.max(one),
            Err(failure) => code = code.max(failure.complain()),
        }
    }
    code
}

fn rewrite(source: &Source, only_check: bool) -> Result<u8, Failure> {
    let bytes = source.read()?;
    let name = source.name();
    let text = format::canonical(&bytes)
        .map_err(|problems| Failure::bad_map(&bytes, &problems, &name, Curtain::Drawn))?;
    if only_check {
        if text.as_bytes() == bytes {
            return Ok(out::GOOD);
        }
        out::print(&out::harmless(&format!("{name} is not in the usual form\n")))?;
        return Ok(out::BAD_MAP);
    }
    match source {
        Source::Example | Source::Input => out::print(&text)?,
        Source::File(_) if text.as_bytes() == bytes => {}
        Source::File(path) => {
            storage::replace(path, text.as_bytes(), Onto::Known(Fingerprint::of(&bytes)))?;
            out::print(&out::harmless(&format!("Rewrote {name}\n")))?;
        }
    }
    Ok(out::GOOD)
}
