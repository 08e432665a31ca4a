"""The example domain: clinics, their staff, patients and appointments."""
