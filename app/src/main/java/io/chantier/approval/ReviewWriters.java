package io.chantier.approval;

import io.chantier.editing.Guests;
import io.chantier.values.Secret;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets those to the forms whose link says so. */
@Component
class ReviewWriters implements Guests {

    private final ReviewDoor door;

    ReviewWriters(ReviewDoor door) {
        this.door = door;
    }

    @Override
    public Optional<Writer> find(Secret token, String address) {
        return switch (door.look(token, address)) {
            case ReviewDoor.Door.Open(var review, var site) ->
                Optional.of(review)
                        .filter(one -> one.may(Right.EDIT))
                        .map(one ->
                                new Writer(site, one.asCaller(), one.person().locale(), one.may(Right.ARRANGE)));
            case ReviewDoor.Door.Closed() -> Optional.empty();
            case ReviewDoor.Door.TooMany _ -> Optional.empty();
        };
    }
}
