//! Tests of the whole: one binary, for each further one links everything again.

mod suite {
    mod aside;
    mod cli;
    mod crash;
    mod docs;
    mod foreign;
    mod format;
    mod format_saves;
    mod hand;
    mod instances;
    mod journal;
    mod layers;
    mod opening;
    mod packages;
    mod pty;
    mod scripts;
    mod terminal;
}
