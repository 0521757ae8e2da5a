//! A database's bill never goes down.

use follower_playground::platform::Platform;

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    for (id, database) in before.all_databases() {
        let was = database.bill.micro_dollars(before.now());
        let is = now.database(id).bill.micro_dollars(now.now());
        if is < was {
            return Err(format!("{} cost {was} and then {is}", database.colour));
        }
    }
    Ok(())
}
