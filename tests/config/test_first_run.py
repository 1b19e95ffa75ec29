from config.first_run import write_env


def test_env_file_is_private_and_holds_a_long_key(tmp_path):
    path = tmp_path / ".env"
    assert write_env(path) is True
    assert path.stat().st_mode & 0o777 == 0o600
    debug, key = path.read_text().splitlines()
    assert debug == "DEBUG=on"
    assert key.startswith("SECRET_KEY=")
    assert len(key) > len("SECRET_KEY=") + 50


def test_env_files_of_two_clones_have_different_keys(tmp_path):
    write_env(tmp_path / "one")
    write_env(tmp_path / "other")
    assert (tmp_path / "one").read_text() != (tmp_path / "other").read_text()


def test_env_file_that_exists_is_left_alone(tmp_path):
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")
    assert write_env(path) is False
    assert path.read_text() == "SECRET_KEY=mine\n"
