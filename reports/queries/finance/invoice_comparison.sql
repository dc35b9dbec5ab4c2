-- Grain: that of marts.invoice_reconciliation; no row where no invoice is known.
from marts.invoice_reconciliation($1, $2)
where exists (from marts.invoice_reconciliation($1, $2) where invoice_count > 0);
