#!/usr/bin/env bash
# Train on a machine with a GPU, from the repository's root, in calls of at most ten minutes:
#
#     STARTER=../shared/starter-model EVAL=../shared/eval/mt OUT=result bash training/gpu.sh
#
# Run it again until it says "run complete": each call goes on from the last checkpoint. The best
# averaged weights so far are in OUT after every call, in parts of 15 MiB, with the log.
# Needs torch, sentencepiece, numpy and, to score on the way, sacrebleu; no ctranslate2.
# Anything given as an argument is passed on, such as --set model.encoder_layers=9.
set -euo pipefail

STARTER=${STARTER:-../shared/starter-model}
EVAL=${EVAL:-../shared/eval/mt}
OUT=${OUT:-result}
PYTHON=${PYTHON:-python3}
MINUTES=${MINUTES:-18}  # of the whole run, cooldown included
MOST=${MOST:-8}         # of training in this call
work=training-work

common=(
    --set "paths.parent=$STARTER/de_en-starter.argosmodel"
    --set "paths.target_spm=$STARTER/target.spm"
    --set "paths.corpora=$STARTER/corpora.tar.xz"
    --set "paths.development=$EVAL/newstest2020.de-en.tsv"
    --set "paths.work=$work"
    # Four differently augmented epochs, so that 300 million pieces do not see one text 26 times.
    --set data.epochs=4 --set data.sampling=0.3
    --set "train.minutes=$MINUTES" --set train.tokens=48000 --set train.negatives=0
    --set train.compile=true --set train.dropout=0.1 --set train.rate=1e-3
    --set train.source_rate=1.5e-3 --set train.warm_steps=300 --set train.decay_steps=2000
    --set train.cooldown=0.4 --set train.average=0.995
    --set train.score_minutes=2 --set train.save_minutes=2
    "$@"
)

# A part that failed is done again; one that is there is not.
[ -s "$work/data.npz" ] || "$PYTHON" -m training.prepare "${common[@]}"
[ -s "$work/start.pt" ] || "$PYTHON" -m training.initialise "${common[@]}"
"$PYTHON" -m training.train "${common[@]}" --most "$MOST"
"$PYTHON" -m training.average "${common[@]}"
"$PYTHON" -m training.parts cut "$OUT" "${common[@]}"
cp "$work/train.log" "$OUT/" 2>/dev/null || true
"$PYTHON" -m training.train "${common[@]}" --left
