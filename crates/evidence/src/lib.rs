//! Evidence and the log that keeps it honest: what a piece of evidence is, a chain of signed entries, and how to
//! find what was changed in it. Pure: bytes in, answers out.

pub mod act;
pub mod bundle;
pub mod digest;
pub mod entry;
pub mod head;
pub mod item;
pub mod key;
pub mod movement;
pub mod period;
pub mod recognise;
pub mod register;
pub mod verify;

#[cfg(test)]
mod fixture;

pub use act::Act;
pub use digest::Digest;
pub use entry::{Entry, Signed, Tail};
pub use head::Head;
pub use item::{Blob, Evidence, Kind, Summary, unknown_points};
pub use key::{Fingerprint, PrivateKey, PublicKey};
pub use movement::{IssuedFile, Movement, PaperKey, PaperState};
pub use period::Period;
pub use register::{Register, Registered, State};
pub use verify::{Expectation, Fault, Seen, Verification, verify};
