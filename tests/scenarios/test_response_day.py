"""A whole response day, played by the real program from a script, as an operator would rehearse it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "scenarios" / "response_day.txt"


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the terminal shows."""
    command = [sys.executable, "-m", "bot", "console", "--script", str(SCRIPT), "--now", "2026-11-24T07:00+09:00"]
    environment = os.environ | {"KIZUNA_COORDINATORS": "console:mori"}
    played = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert played.returncode == 0, played.stdout[-2000:] + played.stderr[-2000:]
    assert played.stderr == ""
    return played.stdout


def after(transcript: str, line: str) -> str:
    """Return what is shown between a typed line and the next one."""
    _, _, rest = transcript.partition(f"{line}\n")
    assert rest, f"nobody typed {line!r}"
    return rest.partition("\n@")[0]


def test_nobody_meets_an_error(transcript: str) -> None:
    assert "Something went wrong" not in transcript
    assert "うまくいきませんでした" not in transcript


def test_a_request_in_japanese_reaches_the_american_channels_in_english(transcript: str) -> None:
    assert "この内容で投稿します" in after(transcript, "@aki#輪島> /依頼 毛布200枚 輪島市 金曜日まで")
    shown = after(transcript, "@aki#輪島> > 投稿")
    assert "R1 として保存しました" in shown
    assert "【EXERCISE】R1 Request:" in shown


def test_an_offer_in_english_reaches_the_japanese_channel_in_japanese(transcript: str) -> None:
    shown = after(transcript, "@sam#field> > Post")
    assert "【訓練】O1 提供：" in shown


def test_what_is_missing_is_asked_for_and_then_saved(transcript: str) -> None:
    assert "? Place" in after(transcript, "@nao#coordination> /request 2 interpreters")
    assert "Please look" in after(transcript, "@nao#coordination> Suzu")
    assert "Saved as R" in after(transcript, "@nao#coordination> > Post")


def test_a_misspelt_place_gets_the_nearest_name(transcript: str) -> None:
    assert "Wajima, Ishikawa" in after(transcript, "@lee#field> /request 20 portable toilets in Wajma")
    assert "Saved as R" in after(transcript, "@lee#field> Wajima")


def test_the_whole_way_of_a_promise_is_told_to_both_sides_in_their_language(transcript: str) -> None:
    assert "Proposed as C1" in after(transcript, "@sam#field> 1")
    assert "→ aki · みどり支援隊 │ 【訓練】C1" in after(transcript, "@sam#field> 1")
    assert "→ sam · Tidewater Aid │ 【EXERCISE】C1" in after(transcript, "@aki#輪島> > 受ける (C1)")
    assert "輸送中 120" in after(transcript, "@sam#field> /mine sent C1")
    assert "State: received" in after(transcript, "@aki#輪島> > 受領した (C1)")


def test_no_more_is_taken_up_than_is_left(transcript: str) -> None:
    assert "Only 80 pieces are left" in after(transcript, "@sam#field> /match give R1 500")


def test_both_languages_get_their_lessons_and_their_brief(transcript: str) -> None:
    assert "L14" in after(transcript, "@sam#field> /lessons unsolicited goods")
    assert "出典" in after(transcript, "@aki#輪島> /教訓 物資")
    assert "【EXERCISE】" in after(transcript, "@mori#coordination> /brief meeting")
    assert "【訓練】" in after(transcript, "@aki#輪島> /まとめ")
