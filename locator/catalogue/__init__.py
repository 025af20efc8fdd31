"""The catalogue as staff keep it: who may change what, every act with its history, tables, reports."""
