/** What may lie above a checkpoint: the camera, or one photo large. Back closes either. */
import { useState } from "preact/hooks";
import { change } from "../../outbox";
import { back, go, named, Picture, toast, useSession } from "../../ui";
import { Camera, Viewer } from "../../ui/camera";
import type { Photo } from "../../ui/photo";
import { photosOf } from "./judge";
import { kept } from "./keep";
import { pointPath } from "./paths";
import { keepShot, removeShot } from "./shots";
import { useTyped } from "./useTyped";
import type { Point, Walk } from "./walk";
import { t } from "./words-abnormal";
import { t as tp } from "./words-point";

interface Over {
  walk: Walk;
  point: Point;
  /** Answer id that the photos belong to: an item, or the checkpoint itself. */
  of: string;
}

const itemOf = ({ point, of }: Over) => point.items.find((item) => item.id === of);

export function Shoot(props: Over & { single: boolean; base: string }) {
  const { walk, point, of } = props;
  const who = useSession();
  const [last, setLast] = useState<string>();
  const item = itemOf(props);
  const what = item ? named(item.label) : t("whole");
  const onShot = async (photo: Photo) => {
    setLast(await keepShot(walk.id, of, photo));
  };
  const onRetake = async () => {
    if (last) await change(walk.id, { [`answers/${of}/photos`]: { remove: [last] } });
  };
  return (
    <Camera
      title={`${named(point.name)} · ${item ? what : tp("overview")}`}
      sub={t("cameraSub")}
      hint={t("cameraHint", { what })}
      place={{
        site: named(walk.siteName),
        spot: named(point.name),
        person: who?.session?.user.name ?? "",
        code: point.code,
      }}
      single={props.single}
      cameraOnly={item?.photos?.camera_only ?? false}
      onShot={onShot}
      onRetake={onRetake}
      onClose={() => back(props.base)}
    />
  );
}

export function Look(props: Over & { photoId: string; editable: boolean; base: string }) {
  const { walk, point, of, photoId } = props;
  const photo = photosOf(walk.answers[of]).find((each) => each.id === photoId);
  const caption = useTyped(photo?.caption ?? "", (text) => {
    void kept(() => change(walk.id, { [`answers/${of}/photos/${photoId}/caption`]: text.trim() }));
  });
  const close = () => back(props.base);
  if (!photo) return null;
  const remove = async () => {
    const undo = await removeShot(walk.id, of, photo);
    toast(t("photoRemoved"), undo ? { undo: () => void kept(undo) } : {});
  };
  const item = itemOf(props);
  const may = props.editable
    ? {
        onCaption: caption.type,
        onCaptionDone: caption.flush,
        onRemove: () => void kept(remove).then(close),
        onRetake: () =>
          void kept(remove).then(() => {
            const query = item && props.base.includes("item=") ? { item: of } : {};
            go(pointPath(walk.id, point.id, { ...query, shoot: of }), { replace: true });
          }),
      }
    : {};
  return (
    <Viewer
      title={item ? named(item.label) : tp("overview")}
      sub={named(point.name)}
      caption={caption.text}
      onClose={close}
      {...may}
    >
      <Picture photo={photo} size="view" testid="photo-large" />
    </Viewer>
  );
}
