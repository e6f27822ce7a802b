/** Photos of an answer as small pictures, each a way to the large one. */
import type { Attachment } from "../../rules/types";
import { Picture } from "../../ui";

export function Thumbs(props: { photos: readonly Attachment[]; onLook: (id: string) => void }) {
  if (props.photos.length === 0) return null;
  return (
    <ul class="patrol-thumbs">
      {props.photos.map((photo, i) => (
        <li key={photo.id}>
          <button
            type="button"
            class="patrol-thumb"
            data-testid={`thumb-${i}`}
            onClick={() => props.onLook(photo.id)}
          >
            <Picture photo={photo} testid={`thumb-picture-${i}`} />
          </button>
        </li>
      ))}
    </ul>
  );
}
