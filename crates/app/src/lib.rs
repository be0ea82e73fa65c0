//! What the product does, one file per verb. Files are read and written here; everything below is pure.

pub mod ask;
pub mod assess;
pub mod batch;
pub mod check;
pub mod compare;
pub mod coverage;
pub mod diff;
pub mod dossier;
pub mod duties;
pub mod evidence;
pub mod explain;
pub mod failure;
pub mod gaps;
pub mod init;
pub mod keys;
pub mod law;
pub mod map;
pub mod products;
pub mod release;
pub mod replace;
pub mod report;
pub mod rescan;
pub mod risk;
pub mod route;
pub mod scan;
pub mod schema;
pub mod suggest;
pub mod terms;
pub mod timeline;
pub mod what_if;

pub use failure::Failure;
