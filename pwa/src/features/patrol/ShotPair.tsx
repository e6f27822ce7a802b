/** Photos of a finding: the last one large, beside it the keys to take another and to enlarge. */
import type { Attachment } from "../../rules/types";
import { Icon, Picture } from "../../ui";
import { t } from "./words-abnormal";

export function ShotPair(props: {
  photos: readonly Attachment[];
  onShoot: () => void;
  onLook: (id: string) => void;
}) {
  const last = props.photos.at(-1);
  const shoot = (
    <button
      type="button"
      class="button patrol-shoot"
      data-testid="abnormal-photo"
      onClick={props.onShoot}
    >
      <Icon name="camera" size={24} />
      {t(last ? "shootMore" : "shoot")}
    </button>
  );
  if (!last) return <div class="patrol-shots">{shoot}</div>;
  const look = () => props.onLook(last.id);
  return (
    <div class="patrol-shots">
      <button type="button" class="patrol-shot" data-testid="abnormal-shot" onClick={look}>
        <Picture photo={last} size="view" testid="abnormal-picture" />
        {props.photos.length > 1 && <span class="patrol-shot-count">{props.photos.length}</span>}
      </button>
      <div class="patrol-shot-keys">
        {shoot}
        <button
          type="button"
          class="button patrol-shoot"
          data-testid="abnormal-look"
          onClick={look}
        >
          <Icon name="image" size={24} />
          {t("look")}
        </button>
      </div>
    </div>
  );
}
