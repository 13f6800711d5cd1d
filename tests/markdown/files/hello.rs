// ANCHOR: all
use std::io;

// ANCHOR: main
fn main() {
    println!("Hello");
}
// ANCHOR_END: main
// ANCHOR_END: all
