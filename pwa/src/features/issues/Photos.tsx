/** Photos of an issue: taken in the page, kept with their bytes, shown from this phone. */
import { keepPhoto } from "../../outbox";
import type { Attachment } from "../../rules/types";
import type { RecordView } from "../../store";
import { Button, back, Card, go, named, Pictures, toast, useSession, useSite } from "../../ui";
import { Camera } from "../../ui/camera";
import type { Photo } from "../../ui/photo";
import { t } from "./words";

export function Photos(props: { issue: RecordView; shooting: boolean; editable: boolean }) {
  const { issue } = props;
  const site = useSite();
  const me = useSession()?.session?.user;
  const photos = ((issue.fields.photos ?? []) as Attachment[]).filter((each) => !each.removed);
  const path = `/issues/${issue.id}`;
  const onShot = async (photo: Photo) => {
    const { sha256: _, ...rest } = photo;
    await keepPhoto({ recordId: issue.id, key: "photos", ...rest });
    toast(t("photoKept"));
  };
  return (
    <Card title={t("photos")} aside={photos.length ? String(photos.length) : t("photoNone")}>
      {photos.length > 0 && <Pictures photos={photos} testid="issue-photo" />}
      {props.editable && (
        <Button wide icon="camera" testid="issue-shoot" onClick={() => go(`${path}?shoot=1`)}>
          {t("shoot")}
        </Button>
      )}
      {props.shooting && props.editable && (
        <Camera
          title={String(issue.fields.title ?? "")}
          hint={t("cameraHint")}
          place={{
            site: named(site?.fields.name),
            spot: String(issue.fields.place ?? ""),
            person: me?.name ?? "",
          }}
          onShot={onShot}
          onClose={() => back(path)}
        />
      )}
    </Card>
  );
}
