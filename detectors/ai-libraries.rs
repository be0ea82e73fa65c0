use candle_core::{Device, Tensor};              // finds: candle
use ort::session::Session;                      // finds: onnxruntime
use linfa::prelude::*;                          // finds: rust-machine-learning
use sort::by;                                   // finds nothing
use crate::ort;                                 // finds nothing
