"""The ledger of inspection items 督查台账 and the inspectors' findings, as an assessment folder has them."""
