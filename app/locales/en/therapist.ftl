# therapist
