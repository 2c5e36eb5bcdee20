"""Attacks by a partner who has their own passphrase, every file and a database editor; I am Alex, they are Sam.

The shared file never shrinks my part: `test_my_part`, `test_every_field`, `test_older_files`. A text that lies can't be
read, and agreeing takes both here: `test_agreeing`. Nothing revives: `test_nothing_revives`. Own words over versions:
`test_own_words`. Symmetric and total: `test_any_row`, `test_spoilt_rows`, `test_sizes`. Killed between commits:
`test_killed`, `test_cut_off`. Rows tell nothing more: `test_rows_tell_nothing`. Stop signals stay: `test_signals`.
Beside them: `test_keyring`, `test_foreign_writes`, `test_names`, `test_shared_list`, and what went wrong before each of
the two spoke for themselves, by number: `test_seventeen`, `test_seventeen_forged`. No message has words of content:
`test_no_words`, and `conftest` for the whole folder.
"""
