//! Made-up maps of many partners, for the benches.

use std::fmt::Write as _;

/// The text of a map of so many partners with one to four criteria each, on twelve themes.
pub(crate) fn crowd(partners: usize) -> Result<String, std::fmt::Error> {
    let mut text = "(\n    format: 1,\n    title: \"A crowd\",\n    themes: {\n".to_owned();
    for theme in 0..12 {
        writeln!(text, "        \"t{theme}\": (name: \"Theme {theme}\"),")?;
    }
    text.push_str("    },\n    partners: {\n");
    for partner in 0..partners {
        let (interest, influence) = (partner % 11, partner % 7);
        writeln!(text, "        \"p{partner}\": (\n            name: \"Partner {partner}\",")?;
        writeln!(text, "            interest: {interest},\n            influence: {influence},")?;
        writeln!(text, "            success: {{")?;
        for criterion in 0..=partner % 4 {
            let theme = (partner + criterion) % 12;
            writeln!(
                text,
                "                \"c{criterion}\": (says: \"What partner {partner} wants, line {criterion}\", \
                 theme: \"t{theme}\", wants: Less, weight: 4, evidence: Heard),"
            )?;
        }
        writeln!(
            text,
            "            }},\n            culture: (notes: \"Decides slowly.\"),\n        ),"
        )?;
    }
    text.push_str("    },\n)\n");
    Ok(text)
}
